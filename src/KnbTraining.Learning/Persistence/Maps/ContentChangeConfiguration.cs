using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KnbTraining.Learning.Persistence.Maps;

internal sealed class ContentChangeConfiguration :
    IEntityTypeConfiguration<ContentChange>,
    IEntityTypeConfiguration<ChangeDocument>,
    IEntityTypeConfiguration<ChangeAuthor>,
    IEntityTypeConfiguration<ChangeRevision>,
    IEntityTypeConfiguration<RevisionDocument>,
    IEntityTypeConfiguration<ChangeStep>,
    IEntityTypeConfiguration<ChangeComment>,
    IEntityTypeConfiguration<DocumentPresence>
{
    private const int HashLength = 64;
    private const int PathLength = 300;

    public void Configure(EntityTypeBuilder<ContentChange> builder)
    {
        builder.Property(change => change.Title).HasMaxLength(200);
        builder.Property(change => change.Version).IsConcurrencyToken();
        builder.Ignore(change => change.IsOpen);
        builder.HasIndex(change => change.Number).IsUnique();
        builder.HasIndex(change => change.State);
        builder.HasOne<Person>().WithMany().HasForeignKey(change => change.OpenedById);
    }

    public void Configure(EntityTypeBuilder<ChangeDocument> builder)
    {
        builder.HasKey(document => new { document.ChangeId, document.Path });
        builder.Property(document => document.Path).HasMaxLength(PathLength);
        builder.Property(document => document.BaseHash).HasMaxLength(HashLength);
        builder.Property(document => document.Version).IsConcurrencyToken();
        builder.Ignore(document => document.Hash);
        builder.HasIndex(document => document.Path);
        builder.HasOne<ContentChange>().WithMany().HasForeignKey(document => document.ChangeId);
        builder.HasOne<Person>().WithMany().HasForeignKey(document => document.SavedById);
    }

    public void Configure(EntityTypeBuilder<ChangeAuthor> builder)
    {
        builder.HasKey(author => new { author.ChangeId, author.Path, author.PersonId });
        builder.Property(author => author.Path).HasMaxLength(PathLength);
        builder.HasOne<ContentChange>().WithMany().HasForeignKey(author => author.ChangeId);
        builder.HasOne<Person>().WithMany().HasForeignKey(author => author.PersonId);
    }

    public void Configure(EntityTypeBuilder<ChangeRevision> builder)
    {
        builder.HasKey(revision => new { revision.ChangeId, revision.Number });
        builder.Property(revision => revision.Number).ValueGeneratedNever();
        builder.Property(revision => revision.Hash).HasMaxLength(HashLength);
        builder.HasOne<ContentChange>().WithMany().HasForeignKey(revision => revision.ChangeId);
        builder.HasOne<Person>().WithMany().HasForeignKey(revision => revision.MadeById);
    }

    public void Configure(EntityTypeBuilder<RevisionDocument> builder)
    {
        builder.HasKey(document => new { document.ChangeId, document.Revision, document.Path });
        builder.Property(document => document.Path).HasMaxLength(PathLength);
        builder.Property(document => document.BlobHash).HasMaxLength(HashLength);
        builder.HasOne<ChangeRevision>().WithMany().HasForeignKey(document => new { document.ChangeId, document.Revision });
        builder.HasOne<DocumentBlob>().WithMany().HasForeignKey(document => document.BlobHash);
    }

    public void Configure(EntityTypeBuilder<ChangeStep> builder)
    {
        builder.Property(step => step.Impact).HasMaxLength(HashLength);
        builder.HasIndex(step => new { step.ChangeId, step.Number }).IsUnique();
        builder.HasOne<ContentChange>().WithMany().HasForeignKey(step => step.ChangeId);
        builder.HasOne<Person>().WithMany().HasForeignKey(step => step.PersonId);
    }

    public void Configure(EntityTypeBuilder<ChangeComment> builder)
    {
        builder.Property(comment => comment.Path).HasMaxLength(PathLength);
        builder.Property(comment => comment.Field).HasMaxLength(PathLength);
        builder.Property(comment => comment.Language).HasMaxLength(10);
        builder.Property(comment => comment.Quote).HasMaxLength(CommentPlace.LongestQuote);
        builder.HasOne<ContentChange>().WithMany().HasForeignKey(comment => comment.ChangeId);
        builder.HasOne<Person>().WithMany().HasForeignKey(comment => comment.PersonId);
    }

    public void Configure(EntityTypeBuilder<DocumentPresence> builder)
    {
        builder.HasKey(presence => new { presence.PersonId, presence.Path });
        builder.Property(presence => presence.Path).HasMaxLength(PathLength);
        builder.HasIndex(presence => presence.Path);
        builder.HasOne<Person>().WithMany().HasForeignKey(presence => presence.PersonId);
    }
}

using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.TestKit;

/// <summary>The contexts of the application, until a test makes the database read-only, its disk full or takes it away.</summary>
public sealed class SwitchableContexts(IDbContextFactory<LearningDbContext> usual, RoomDatabase database) : IDbContextFactory<LearningDbContext>
{
    public bool ReadOnly { get; set; }

    public bool Full { get; set; }

    public bool Gone { get; set; }

    public LearningDbContext OpenUsual() => usual.CreateDbContext();

    public LearningDbContext CreateDbContext() => Gone ? database.OpenGone()
        : ReadOnly ? database.OpenReadOnly()
        : Full ? database.OpenFull()
        : usual.CreateDbContext();
}

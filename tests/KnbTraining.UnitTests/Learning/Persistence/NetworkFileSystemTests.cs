using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Persistence;

/// <summary>A database file is for one server on a disk of its machine.</summary>
public sealed class NetworkFileSystemTests : IDisposable
{
    // As Linux writes it: optional fields, a space in a name, a source with a hyphen of its own.
    private const string Table = """
        22 27 0:21 / /proc rw,relatime - proc proc rw
        27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
        127 27 0:44 / /srv/knb\040data rw,relatime shared:44 master:3 - nfs4 files:/export - x rw,vers=4.2
        31 27 0:45 /share /mnt/cifs rw - cifs //files/share rw
        32 27 0:46 / /mnt/ssh rw - fuse.sshfs user@host:/ rw
        33 27 0:47 / /mnt/c rw - 9p drvfs rw
        34 27 0:48 / /mnt/broken rw
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-network-").FullName;

    private IOptions<LearningOptions> Settings => Options.Create(new LearningOptions { DataFolder = _folder });

    [Theory]
    [InlineData(27, "ext4", false)]
    [InlineData(127, "nfs4", true)]
    [InlineData(31, "cifs", true)]
    [InlineData(32, "fuse.sshfs", true)]
    [InlineData(33, "9p", true)]
    public void The_table_of_mounts_says_on_what_a_file_lies(int mount, string type, bool isNetwork)
    {
        Assert.Equal(type, NetworkFileSystem.TypeOf(Table, mount));
        Assert.Equal(isNetwork, NetworkFileSystem.IsNetwork(type));
    }

    [Theory]
    [InlineData(34)]
    [InlineData(2)]
    [InlineData(1)]
    public void A_mount_that_the_table_does_not_tell_about_is_none(int mount) => Assert.Null(NetworkFileSystem.TypeOf(Table, mount));

    [Theory]
    [InlineData("ext4")]
    [InlineData("xfs")]
    [InlineData("btrfs")]
    [InlineData("overlay")]
    [InlineData("tmpfs")]
    [InlineData("zfs")]
    [InlineData("fuseblk")]
    public void Disks_are_no_network(string type) => Assert.False(NetworkFileSystem.IsNetwork(type));

    [Fact]
    public void A_folder_of_this_machine_is_not_taken_for_one_of_a_network()
    {
        using var held = FolderLock.TryShare(_folder);
        Assert.Null(held!.NetworkFileSystem);
    }

    [Fact]
    public void A_second_server_over_a_database_file_is_refused_and_commands_beside_it_are_not()
    {
        using (var server = new FolderUse(Settings))
        {
            server.BeginServing();
            using var command = new FolderUse(Settings);
            command.Begin();
            using var second = new FolderUse(Settings);

            var refused = Assert.Throws<LearningStartupException>(second.BeginServing);

            Assert.Contains("Another server runs", refused.Message, StringComparison.Ordinal);
            Assert.Contains("PostgreSQL", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
            Assert.Null(FolderLock.TryOwn(_folder));
        }

        using var next = new FolderUse(Settings);
        next.BeginServing();
    }

    [Fact]
    public void A_refused_server_leaves_nothing_held()
    {
        using (var server = new FolderUse(Settings))
        {
            server.BeginServing();
            using var second = new FolderUse(Settings);
            Assert.Throws<LearningStartupException>(second.BeginServing);
        }

        using var restore = FolderLock.TryOwn(_folder);
        Assert.NotNull(restore);
    }

    [Fact]
    public void Servers_of_a_server_s_database_may_share_a_folder()
    {
        var shared = Options.Create(new LearningOptions { DataFolder = _folder, Database = DatabaseKind.PostgreSql });
        using var first = new FolderUse(shared);
        first.BeginServing();
        using var second = new FolderUse(shared);
        second.BeginServing();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

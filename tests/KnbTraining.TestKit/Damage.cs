namespace KnbTraining.TestKit;

/// <summary>What a broken disk does to a database file.</summary>
public static class Damage
{
    private const int Page = 4096;

    /// <summary>Writes nonsense over every page but the first, so that the file still looks like a database. Removes the log beside it, which would cover it.</summary>
    public static void Destroy(string database)
    {
        File.Delete(database + "-wal");
        File.Delete(database + "-shm");
        using var file = new FileStream(database, FileMode.Open, FileAccess.Write);
        var nonsense = new byte[Page];
        Array.Fill(nonsense, (byte)0x5A);
        for (file.Position = Page; file.Position < file.Length;)
        {
            file.Write(nonsense);
        }
    }
}

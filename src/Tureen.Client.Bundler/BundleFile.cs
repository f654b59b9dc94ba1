using System.Security.Cryptography;

namespace Tureen.Client.Bundler;

/// <summary>One file of a bundle: its path in the bundle, and its bytes.</summary>
internal sealed record BundleFile(string Path, byte[] Content)
{
    /// <summary>Long enough that no two versions of one file ever share it.</summary>
    private const int HashLength = 12;

    /// <summary>Reads a file and names it by its content, so that browsers may keep it for ever.</summary>
    /// <param name="folder">The folder in the bundle.</param>
    /// <param name="source">The file to read.</param>
    /// <param name="extension">Its extension in the bundle, if another than its own.</param>
    public static BundleFile Named(string folder, string source, string? extension = null)
    {
        byte[] content = File.ReadAllBytes(source);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content))[..HashLength];
        string name = System.IO.Path.GetFileNameWithoutExtension(source);
        return new BundleFile($"{folder}/{name}.{hash}{extension ?? System.IO.Path.GetExtension(source)}", content);
    }

    /// <summary>The name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}

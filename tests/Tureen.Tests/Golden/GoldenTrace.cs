using System.Security.Cryptography;
using System.Text;

namespace Tureen.Tests.Golden;

/// <summary>What one scenario did, line by line: a hash of it always, the text only for whoever wants to read it.</summary>
internal sealed class GoldenTrace(string name, TextWriter? text) : IDisposable
{
    private const int HashBytes = 8;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _lines;

    public void Add(string line)
    {
        _lines++;
        _hash.AppendData(Encoding.UTF8.GetBytes(line));
        _hash.AppendData("\n"u8);
        text?.WriteLine(line);
    }

    /// <summary>The line of the committed file: name, hash, number of lines.</summary>
    public string Summary() => $"{name} {Convert.ToHexStringLower(_hash.GetHashAndReset().AsSpan(0, HashBytes))} {_lines}";

    public void Dispose() => _hash.Dispose();
}

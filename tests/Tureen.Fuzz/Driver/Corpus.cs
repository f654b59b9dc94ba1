using Tureen.Engine.Primitives;

namespace Tureen.Fuzz.Driver;

/// <summary>The inputs that went somewhere new, and files of them: one input a line, in hexadecimal.</summary>
internal sealed class Corpus(RandomSource random)
{
    private readonly List<byte[]> _inputs = [];

    public int Count => _inputs.Count;

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The inputs of a file; none when there is no such file. Lines that begin with # are comments.</summary>
    public static IEnumerable<byte[]> Read(string path) => !File.Exists(path)
        ? []
        : File.ReadLines(path)
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => Convert.FromHexString(line.Trim()));

    public static void Append(string path, IEnumerable<byte[]> inputs) =>
        File.AppendAllLines(path, inputs.Select(static input => Convert.ToHexStringLower(input)));

    public void Add(byte[] input)
    {
        _inputs.Add(input);
        Size += input.Length;
    }

    /// <summary>Any input; those of late are the more likely, for what is new at them is tried the least.</summary>
    public byte[] Pick()
    {
        int last = _inputs.Count - 1;
        return _inputs[random.Next(0, 2) == 0 ? random.Next(last - (last / 4), last) : random.Next(0, last)];
    }
}

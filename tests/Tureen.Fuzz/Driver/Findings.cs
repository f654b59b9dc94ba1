using System.Globalization;

namespace Tureen.Fuzz.Driver;

/// <summary>What was found in one target, once for each place. The inputs are saved as files.</summary>
internal sealed class Findings(string target)
{
    private readonly HashSet<string> _signatures = [];
    private int _slow;

    public int Count => _signatures.Count;

    /// <summary>False when the same was found before.</summary>
    public bool TryAdd(Finding finding, long runs)
    {
        if (!_signatures.Add(finding.Signature))
        {
            return false;
        }

        Console.WriteLine();
        Console.WriteLine($"FOUND in {target} after {runs} runs: {finding.Signature}");
        Console.WriteLine($"  {finding.Message}");
        Console.WriteLine(finding.Stack);
        return true;
    }

    public void Save(Finding finding, byte[] input, bool isRepeatable)
    {
        Console.WriteLine(isRepeatable ? "  repeatable" : "  NOT repeatable: it depends on what ran before");
        Write($"{target}-{finding.Kind}-{Hash(finding.Signature)}.hex", $"# {finding.Signature}: {finding.Message.ReplaceLineEndings(" ")}", input);
    }

    public void SaveSlow(byte[] input, TimeSpan time) => Write(
        string.Create(CultureInfo.InvariantCulture, $"{target}-slow-{++_slow}.hex"),
        string.Create(CultureInfo.InvariantCulture, $"# {time.TotalMilliseconds:F1} ms"),
        input);

    private static string Hash(string signature)
    {
        uint hash = 2_166_136_261;
        foreach (char character in signature)
        {
            hash = (hash ^ character) * 16_777_619;
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static void Write(string name, string comment, byte[] input)
    {
        string path = FuzzFolder.Finding(name);
        string hex = Convert.ToHexStringLower(input);
        File.WriteAllLines(path, [comment, hex]);
        Console.WriteLine($"  {comment}");
        Console.WriteLine($"  {hex}");
        Console.WriteLine($"  saved as {path}");
    }
}

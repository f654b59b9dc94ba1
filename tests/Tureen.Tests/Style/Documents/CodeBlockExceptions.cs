namespace Tureen.Tests.Style.Documents;

/// <summary>Blocks that a check leaves out, each with its reason: <c>CodeBlockExceptions.txt</c>.</summary>
internal sealed class CodeBlockExceptions
{
    private const string File = "tests/Tureen.Tests/Style/Documents/CodeBlockExceptions.txt";
    private const int Fields = 4;

    private readonly IReadOnlyList<string[]> _rows =
        [.. Repository.ReadLines(File).Where(static line => line.Length > 0 && !line.StartsWith('#')).Select(static line => line.Split(" | "))];

    public static CodeBlockExceptions All { get; } = new();

    /// <summary>Rows that have no reason, or that name a block that does not exist.</summary>
    public IEnumerable<string> Wrong(IReadOnlyList<CodeBlock> blocks) => _rows
        .Where(row => row.Length != Fields || row[3].Length < 10 || row[2] is not "parse" and not "compile" || !blocks.Any(block => IsFor(row, block)))
        .Select(static row => string.Join(" | ", row));

    /// <param name="block">The block.</param>
    /// <param name="check"><c>parse</c> or <c>compile</c>. What does not parse does not compile.</param>
    public bool Contains(CodeBlock block, string check) => _rows.Any(row => IsFor(row, block) && (row[2] == check || row[2] == "parse"));

    private static bool IsFor(string[] row, CodeBlock block) => row[0] == block.Path && row[1] == block.FirstLine;
}

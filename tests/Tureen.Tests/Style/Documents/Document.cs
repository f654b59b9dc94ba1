using System.Text;
using System.Text.RegularExpressions;

namespace Tureen.Tests.Style.Documents;

/// <summary>A document in Markdown: its links, the anchors of its headings, and its blocks of code.</summary>
internal sealed partial class Document
{
    private Document(string path, string prose, IReadOnlyList<CodeBlock> blocks)
    {
        Path = path;
        Prose = prose;
        Blocks = blocks;
    }

    public string Path { get; }

    /// <summary>The text without blocks of code.</summary>
    public string Prose { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>Addresses of links and pictures.</summary>
    public IEnumerable<string> Links => Link().Matches(InlineCode().Replace(Prose, string.Empty)).Select(static match => match.Groups["address"].Value);

    /// <summary>Fragments by which links name its headings, made as hosts of repositories make them.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(Prose).Select(static match => AnchorOf(match.Groups["text"].Value)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Options in inline code, such as <c>--port</c>, without dashes.</summary>
    public IEnumerable<string> Options => InlineOption().Matches(Prose).Select(static match => match.Groups["name"].Value);

    public static Document Read(string path) => Parse(path, Repository.Read(path));

    public static Document Parse(string path, string text)
    {
        var prose = new StringBuilder();
        List<CodeBlock> blocks = [];
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            if (Fence().Match(lines[line]) is not { Success: true } fence)
            {
                prose.Append(lines[line]).Append('\n');
                continue;
            }

            int indent = fence.Groups["indent"].Length;
            int first = line + 1;
            do
            {
                line++;
            }
            while (line < lines.Length && lines[line].Trim() != "```");

            IEnumerable<string> content = lines[first..Math.Min(line, lines.Length)].Select(one => one.Length > indent ? one[indent..] : one.Trim());
            blocks.Add(new CodeBlock(path, first, fence.Groups["language"].Value, string.Join('\n', content)));
        }

        return new Document(path, prose.ToString(), blocks);
    }

    private static string AnchorOf(string heading) =>
        NotInAnchor().Replace(LinkInHeading().Replace(heading, "${text}").Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-');

    [GeneratedRegex("^(?<indent> *)```(?<language>[a-z]*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<address>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("`--(?<name>[a-z0-9-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex InlineOption();

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkInHeading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}

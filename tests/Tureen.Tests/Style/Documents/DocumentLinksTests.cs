using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tureen.Tests.Style.Documents;

/// <summary>Links of documents lead to files and headings that exist.</summary>
public sealed partial class DocumentLinksTests
{
    [Fact]
    public void There_are_documents_with_links() => Assert.True(DocumentFiles.All.Sum(static document => document.Links.Count()) > 200);

    [Fact]
    public void Every_link_leads_somewhere() => Assert.Empty(
        DocumentFiles.All.SelectMany(static document => document.Links.Select(link => (document.Path, Problem: Check(document, link))))
            .Where(static one => one.Problem is not null)
            .Select(static one => $"{one.Path}: {one.Problem}"));

    [Fact]
    public void Every_link_of_the_list_for_language_models_leads_somewhere()
    {
        Document list = Document.Parse("docs/llms.txt", Repository.Read("docs/llms.txt"));

        Assert.NotEmpty(list.Links);
        Assert.DoesNotContain(list.Links, link => Check(list, link) is not null);
    }

    [Fact]
    public void Every_document_of_docs_is_in_the_contents_of_the_site()
    {
        // The numbered cases are for readers of tests.
        string[] apart = ["docs/TEST-CASES.md", "docs/CONGESTION-SCOREBOARD.md"];
        string[] listed = [.. new[] { "docs/toc.yml", "docs/start/toc.yml" }.SelectMany(ListedIn)];

        Assert.All(listed, static path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));
        Assert.Empty(Repository.Files("docs", "*.md").Where(static path => !path.StartsWith("docs/site/", StringComparison.Ordinal)).Except(listed).Except(apart));
    }

    [Fact]
    public void Every_picture_is_well_formed_shown_and_has_a_title()
    {
        string[] shown = [.. DocumentFiles.All.SelectMany(static document => document.Links.Select(link => Resolve(document.Path, link)))];
        foreach (string path in Repository.Files("docs/pictures", "*.svg"))
        {
            XElement root = XDocument.Parse(Repository.Read(path)).Root!;
            Assert.Equal("img", root.Attribute("role")?.Value);
            Assert.False(string.IsNullOrWhiteSpace(root.Element(root.Name.Namespace + "title")?.Value), path);
            Assert.Contains(path, shown);
        }
    }

    private static IEnumerable<string> ListedIn(string path) =>
        ContentsEntry().Matches(Repository.Read(path)).Select(match => Resolve(path, match.Groups["path"].Value));

    /// <summary>What is wrong with a link; null if nothing is.</summary>
    private static string? Check(Document document, string link)
    {
        if (link.StartsWith("http://", StringComparison.Ordinal) || link.StartsWith("https://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(link, UriKind.Absolute, out _) ? null : $"'{link}' is no address";
        }

        string[] parts = link.Split('#', 2);
        string path = parts[0].Length == 0 ? document.Path : Resolve(document.Path, parts[0]);
        string absolute = Path.Combine(Repository.Root, path);
        if (!File.Exists(absolute) && !Directory.Exists(absolute))
        {
            return $"'{link}' leads nowhere";
        }

        bool isAnchorKnown = parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || Document.Read(path).Anchors.Contains(parts[1]);
        return isAnchorKnown ? null : $"'{link}': no heading has this name";
    }

    private static string Resolve(string from, string link)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, from))!;
        return Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, link.Split('#')[0]))).Replace('\\', '/');
    }

    [GeneratedRegex(@"href: (?<path>[^\s}]+\.md)", RegexOptions.ExplicitCapture)]
    private static partial Regex ContentsEntry();
}

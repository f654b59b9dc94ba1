using System.Xml.Linq;

namespace Tureen.Tests.Style;

public sealed class RingDirectionTests
{
    /// <summary>What each project may refer to; docs/ARCHITECTURE.md draws the same.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Tureen.Ortc"] = [],
        ["Tureen.Engine"] = ["Tureen.Ortc"],
        ["Tureen.Net"] = ["Tureen.Engine"],
        ["Tureen"] = ["Tureen.Ortc", "Tureen.Engine", "Tureen.Net"],
        ["Tureen.Client"] = ["Tureen.Ortc"],
        ["Tureen.Client.Browser"] = ["Tureen.Client"],
        ["Tureen.Client.Blazor"] = ["Tureen.Client.Browser"],
        ["Tureen.Client.Bundler"] = [],
        ["Tureen.Client.Native"] = ["Tureen", "Tureen.Client"],
        ["Tureen.OpenTelemetry"] = [],
        ["Tureen.Audio"] = ["Tureen.Client.Native"],
        ["Tureen.Recording"] = ["Tureen"],
        ["Tureen.V2"] = ["Tureen"],
        ["Tureen.Rooms.Page"] = ["Tureen.Client.Browser"],
        ["Tureen.Rooms"] = ["Tureen", "Tureen.Recording", "Tureen.V2"],
        ["Tureen.Rooms.Cluster"] = ["Tureen.Rooms"],
        ["Tureen.Server"] = ["Tureen.Rooms", "Tureen.Client.Native"],
        ["Tureen.Server.Cluster"] = ["Tureen.Rooms.Cluster", "Tureen.Server"],
        ["Tureen.Worker"] = ["Tureen.Engine", "Tureen.Net"],
    };

    public static TheoryData<string> Projects =>
        [.. Repository.Files("src", "*.csproj").Concat(Repository.Files("apps", "*.csproj"))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_rings_further_in(string project)
    {
        Assert.True(Allowed.TryGetValue(Path.GetFileNameWithoutExtension(project), out string[]? allowed), $"{project} has no ring.");
        IEnumerable<string> references = XDocument.Parse(Repository.Read(project))
            .Descendants("ProjectReference")
            .Where(IsUsed)
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Empty(references.Except(allowed, StringComparer.Ordinal));
    }

    /// <summary>Not a project that is only built before this one.</summary>
    private static bool IsUsed(XElement reference) => reference.Attribute("ReferenceOutputAssembly")?.Value != "false";
}

using YamlDotNet.RepresentationModel;

namespace Tureen.Tests.Style;

/// <summary>A YAML file of the repository, asked by paths.</summary>
/// <param name="path">Where it lies.</param>
internal sealed class YamlFile(string path)
{
    private readonly YamlNode _root = Load(path);

    public string Path => path;

    /// <summary>The text at a path such as <c>spec/containers/0/name</c>; null if there is none.</summary>
    public string? Text(string where) => (Find(where) as YamlScalarNode)?.Value;

    /// <summary>The texts of a list; empty if there is none.</summary>
    public IReadOnlyList<string> Texts(string where) =>
        Find(where) is YamlSequenceNode list ? [.. list.OfType<YamlScalarNode>().Select(static one => one.Value!)] : [];

    /// <summary>The number of members of a list; 0 if there is none.</summary>
    public int Count(string where) => Find(where) is YamlSequenceNode list ? list.Children.Count : 0;

    /// <summary>The names of a mapping; empty if there is none.</summary>
    public IReadOnlyList<string> Names(string where) =>
        Find(where) is YamlMappingNode map ? [.. map.Children.Keys.OfType<YamlScalarNode>().Select(static one => one.Value!)] : [];

    private YamlNode? Find(string where)
    {
        YamlNode? node = _root;
        foreach (string part in where.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                YamlMappingNode map => map.Children.FirstOrDefault(pair => (pair.Key as YamlScalarNode)?.Value == part).Value,
                YamlSequenceNode list when int.TryParse(part, out int index) && index < list.Children.Count => list.Children[index],
                _ => null,
            };
        }

        return node;
    }

    private static YamlNode Load(string path)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Repository.Read(path));
        stream.Load(reader);
        return Assert.Single(stream.Documents).RootNode;
    }
}

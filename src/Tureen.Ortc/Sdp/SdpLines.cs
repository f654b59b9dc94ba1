namespace Tureen.Ortc.Sdp;

/// <summary>The lines of a session description before its first media section, or those of one media section (RFC 8866, section 5).</summary>
internal class SdpLines
{
    private const string AttributePrefix = "a=";

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> All => _lines;

    public void Add(string line) => _lines.Add(line);

    /// <summary>The value of the first attribute of a name: empty for one without a value, null when it is absent.</summary>
    public string? Attribute(string name) => Attributes(name).FirstOrDefault();

    /// <summary>The values of all attributes of a name, in order.</summary>
    public IEnumerable<string> Attributes(string name)
    {
        string whole = AttributePrefix + name;
        string prefix = whole + ":";
        foreach (string line in _lines)
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return line[prefix.Length..];
            }
            else if (string.Equals(line, whole, StringComparison.Ordinal))
            {
                yield return "";
            }
        }
    }

    public void AddAttribute(string name, string value) => _lines.Add($"{AttributePrefix}{name}:{value}");

    /// <summary>Changes the first attribute whose value satisfies a condition, or adds one at the end.</summary>
    public void SetAttribute(string name, Predicate<string> condition, string value)
    {
        string prefix = AttributePrefix + name + ":";
        int index = _lines.FindIndex(line => line.StartsWith(prefix, StringComparison.Ordinal) && condition(line[prefix.Length..]));
        if (index < 0)
        {
            AddAttribute(name, value);
        }
        else
        {
            _lines[index] = prefix + value;
        }
    }

    public void RemoveAttributes(string name)
    {
        string prefix = AttributePrefix + name + ":";
        _lines.RemoveAll(line => line.StartsWith(prefix, StringComparison.Ordinal));
    }
}

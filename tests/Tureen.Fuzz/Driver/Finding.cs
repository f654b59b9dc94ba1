using System.Text.RegularExpressions;

namespace Tureen.Fuzz.Driver;

/// <summary>What is wrong with an input, and where.</summary>
/// <param name="Kind">The type of the exception, or <c>hang</c>.</param>
/// <param name="Message">What the exception says.</param>
/// <param name="Stack">Where it was thrown, or where the loop is.</param>
internal sealed partial record Finding(string Kind, string Message, string Stack)
{
    private const int PlacesShown = 2;

    /// <summary>Equal for inputs that find the same.</summary>
    public string Signature => $"{Kind} at {(Places.Any() ? string.Join(" < ", Places) : Message)}";

    private IEnumerable<string> Places => Frame().Matches(Stack)
        .Select(static match => match.Groups["place"].Value)
        .Where(static place => !place.StartsWith("Tureen.Fuzz.", StringComparison.Ordinal))
        .Take(PlacesShown);

    [GeneratedRegex(@"at (?<place>Tureen\.[\w.`<>\[\]]+)\(")]
    private static partial Regex Frame();
}

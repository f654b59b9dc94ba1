using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Tureen.Tests.Client;

public sealed partial class AcceptanceNumbersTests
{
    private const int Cases = 108;

    [Fact]
    public void Each_of_the_108_client_cases_has_a_test_of_its_number()
    {
        HashSet<int> numbers = [.. typeof(AcceptanceNumbersTests).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Tureen.Tests.Client", StringComparison.Ordinal) is true)
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute))
            .SelectMany(method => Number().Matches(method.Name))
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        numbers.UnionWith(Devices.UserAgentTests.Agents.Select(row => row.Data.Item1));

        Assert.Empty(Enumerable.Range(1, Cases).Except(numbers));
    }

    [GeneratedRegex("R([0-9]{3})_")]
    private static partial Regex Number();
}

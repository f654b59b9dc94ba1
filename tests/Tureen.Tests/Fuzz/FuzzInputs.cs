using System.Globalization;

namespace Tureen.Tests.Fuzz;

/// <summary>How many inputs a fuzz test makes: few in each run of the tests, as many as wished by hand (TUREEN_FUZZ_INPUTS).</summary>
internal static class FuzzInputs
{
    private const string Variable = "TUREEN_FUZZ_INPUTS";

    public static int Count(int ordinarily) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : ordinarily;
}

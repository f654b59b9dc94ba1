using System.Globalization;

namespace Tureen.Ortc.Sdp;

/// <summary>The value of an <c>a=fmtp</c> line: <c>name=value</c> pairs with semicolons between (RFC 8866, section 6.15).</summary>
internal static class FormatParameters
{
    private const string ProfileLevelId = "profile-level-id";

    public static CodecParameters Parse(string text)
    {
        CodecParameters parameters = [];
        foreach (string pair in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            parameters[parts[0]] = parts.Length > 1 ? Value(parts[0], parts[1]) : default;
        }

        return parameters;
    }

    public static string Write(CodecParameters parameters) =>
        string.Join(';', parameters.Select(parameter => parameter.Value.Kind == CodecParameterValueKind.Undefined
            ? parameter.Key
            : $"{parameter.Key}={parameter.Value}"));

    /// <summary>A value is a number only if it is written back the same: <c>007</c> and <c>42e01f</c> are texts.</summary>
    private static CodecParameterValue Value(string name, string text) =>
        !string.Equals(name, ProfileLevelId, StringComparison.Ordinal)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && string.Equals(number.ToString("R", CultureInfo.InvariantCulture), text, StringComparison.Ordinal)
            ? number
            : text;
}

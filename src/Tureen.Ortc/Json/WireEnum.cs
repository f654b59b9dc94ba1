using System.Diagnostics.CodeAnalysis;

namespace Tureen.Ortc;

/// <summary>Turns enums into the exact strings that mediasoup uses for them, and back.</summary>
public static class WireEnum
{
    /// <summary>Gives the wire string of a value.</summary>
    /// <typeparam name="T">An enum whose members carry <c>JsonStringEnumMemberName</c>.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The wire string, such as <c>sendrecv</c>.</returns>
    /// <exception cref="MediasoupTypeException">The value is not a member of the enum.</exception>
    public static string ToWireString<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(
        this T value)
        where T : struct, Enum
        => WireEnumTable<T>.Names.TryGetValue(value, out string? name)
            ? name
            : throw new MediasoupTypeException($"invalid {typeof(T).Name} value");

    /// <summary>Reads a wire string; the comparison is exact, as in mediasoup.</summary>
    /// <typeparam name="T">An enum whose members carry <c>JsonStringEnumMemberName</c>.</typeparam>
    /// <param name="text">The wire string.</param>
    /// <param name="value">The value, when the text is known.</param>
    /// <returns>Whether the text is known.</returns>
    public static bool TryParse<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(
        string? text,
        out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null && WireEnumTable<T>.Values.TryGetValue(text, out value);
    }

    /// <summary>Reads a wire string.</summary>
    /// <typeparam name="T">An enum whose members carry <c>JsonStringEnumMemberName</c>.</typeparam>
    /// <param name="text">The wire string.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MediasoupTypeException">The text is not known.</exception>
    public static T Parse<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string? text)
        where T : struct, Enum
        => TryParse(text, out T value)
            ? value
            : throw new MediasoupTypeException($"invalid {typeof(T).Name} '{text}'");
}

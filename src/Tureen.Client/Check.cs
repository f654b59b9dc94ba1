using System.Diagnostics.CodeAnalysis;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>The checks of arguments and states.</summary>
internal static class Check
{
    public static void That([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            throw new MediasoupTypeException(message);
        }
    }

    public static void Supported([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            throw new UnsupportedException(message);
        }
    }

    public static void State([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidStateException(message);
        }
    }

    public static void Range(int? value, int greatest, string name) =>
        That(value is null || (value >= 0 && value <= greatest), $"{name} {value} is not from 0 to {greatest}");

    public static T Given<T>([NotNull] T? value, string name)
        where T : class
        => value ?? throw new MediasoupTypeException($"missing {name}");

    public static string Text([NotNull] string? value, string name) =>
        string.IsNullOrEmpty(value) ? throw new MediasoupTypeException($"missing {name}") : value;

    public static Dictionary<string, object?> AppData([NotNull] Dictionary<string, object?>? value) =>
        value ?? throw new MediasoupTypeException("if given, appData must be an object");

    public static void Kind(MediaKind? kind) => That(kind is MediaKind.Audio or MediaKind.Video, $"invalid kind '{kind}'");
}

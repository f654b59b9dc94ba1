using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tureen;

/// <summary>The checks of arguments, whose failure is a <see cref="MediasoupTypeException"/>.</summary>
internal static class Check
{
    public static void That([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            throw new MediasoupTypeException(message);
        }
    }

    /// <exception cref="NotFoundException">The object was closed.</exception>
    public static void Open([DoesNotReturnIf(false)] bool isOpen, string message)
    {
        if (!isOpen)
        {
            throw new NotFoundException(message);
        }
    }

    public static T Given<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : class
        => value ?? throw new MediasoupTypeException($"missing {name}");

    public static Dictionary<string, object?> AppData(Dictionary<string, object?>? value) =>
        value ?? throw new MediasoupTypeException("appData must be an object");

    public static void Defined<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum
        => That(Enum.IsDefined(value), $"invalid {name} '{value}'");

    /// <summary>The known ones of them, each once, in their order.</summary>
    public static TEnum[] Known<TEnum>(IEnumerable<TEnum>? values)
        where TEnum : struct, Enum
        => values is null ? [] : [.. values.Where(Enum.IsDefined).Distinct()];

    /// <summary>A port of a peer, if it is given.</summary>
    public static void RemotePort(int? port, string name) =>
        That(port is null or (> 0 and <= ushort.MaxValue), $"invalid {name} {port}, not within 1..65535");

    public static void Port(int port, string name) =>
        That(port is >= 0 and <= ushort.MaxValue, $"invalid {name} {port}, not within 0..65535");
}

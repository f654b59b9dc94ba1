using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tureen.Ortc;

/// <summary>
/// The value of a codec parameter (an <c>fmtp</c> entry of SDP): a string, a number, a boolean or a list of integers.
/// Values are equal only if type and value are equal: the string "1" is not the number 1. All numbers are one type.
/// </summary>
public readonly struct CodecParameterValue : IEquatable<CodecParameterValue>
{
    private readonly object? _reference;
    private readonly long _bits;

    private CodecParameterValue(CodecParameterValueKind kind, object? reference, long bits)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
    }

    /// <summary>The type of the value.</summary>
    public CodecParameterValueKind Kind { get; }

    /// <summary>Whether the value is a number, whole or not.</summary>
    public bool IsNumber => Kind is CodecParameterValueKind.Integer or CodecParameterValueKind.Double;

    /// <summary>Whether the value is false in JavaScript: undefined, an empty string, 0, NaN or false.</summary>
    public bool IsFalsy
        => Kind switch
        {
            CodecParameterValueKind.Undefined => true,
            CodecParameterValueKind.String => AsString()!.Length == 0,
            CodecParameterValueKind.Integer or CodecParameterValueKind.Boolean => _bits == 0,
            CodecParameterValueKind.Double => AsDouble() is 0 or double.NaN,
            _ => false,
        };

    /// <summary>Makes a string.</summary>
    /// <param name="value">The string; null makes an undefined value.</param>
    public static implicit operator CodecParameterValue(string? value)
        => value is null ? default : new CodecParameterValue(CodecParameterValueKind.String, value, 0);

    /// <summary>Makes a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator CodecParameterValue(int value) => (long)value;

    /// <summary>Makes a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator CodecParameterValue(long value)
        => new(CodecParameterValueKind.Integer, null, value);

    /// <summary>Makes a number; one without a fraction becomes a whole number, as JSON does not distinguish them.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator CodecParameterValue(double value)
        => double.IsInteger(value) && Math.Abs(value) <= 1L << 53
            ? (long)value
            : new CodecParameterValue(CodecParameterValueKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Makes a boolean.</summary>
    /// <param name="value">The boolean.</param>
    public static implicit operator CodecParameterValue(bool value)
        => new(CodecParameterValueKind.Boolean, null, value ? 1 : 0);

    /// <summary>Makes a list of whole numbers.</summary>
    /// <param name="value">The numbers; the list is copied.</param>
    public static implicit operator CodecParameterValue(int[] value) => FromIntegers(value);

    /// <summary>Compares type and value.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator ==(CodecParameterValue left, CodecParameterValue right) => left.Equals(right);

    /// <summary>Compares type and value.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator !=(CodecParameterValue left, CodecParameterValue right) => !left.Equals(right);

    /// <summary>Makes a list of whole numbers.</summary>
    /// <param name="values">The numbers; they are copied.</param>
    /// <returns>The value.</returns>
    public static CodecParameterValue FromIntegers(ReadOnlySpan<int> values)
        => new(CodecParameterValueKind.IntegerList, ImmutableArray.Create(values), 0);

    /// <summary>Gives the string.</summary>
    /// <returns>The string, or null if the value is not one.</returns>
    public string? AsString() => _reference as string;

    /// <summary>Gives the whole number.</summary>
    /// <returns>The number, or null if the value is not a whole number.</returns>
    public long? AsInteger() => Kind == CodecParameterValueKind.Integer ? _bits : null;

    /// <summary>Gives the number.</summary>
    /// <returns>The number, or null if the value is not a number.</returns>
    public double? AsDouble()
        => Kind switch
        {
            CodecParameterValueKind.Integer => _bits,
            CodecParameterValueKind.Double => BitConverter.Int64BitsToDouble(_bits),
            _ => null,
        };

    /// <summary>Gives the boolean.</summary>
    /// <returns>The boolean, or null if the value is not one.</returns>
    public bool? AsBoolean() => Kind == CodecParameterValueKind.Boolean ? _bits != 0 : null;

    /// <summary>Gives the list of whole numbers.</summary>
    /// <returns>The numbers; empty if the value is not such a list.</returns>
    public ImmutableArray<int> AsIntegers() => _reference is ImmutableArray<int> integers ? integers : [];

    /// <inheritdoc/>
    public bool Equals(CodecParameterValue other)
        => Kind == other.Kind && (Kind switch
        {
            CodecParameterValueKind.String => string.Equals(AsString(), other.AsString(), StringComparison.Ordinal),
            CodecParameterValueKind.IntegerList => AsIntegers().AsSpan().SequenceEqual(other.AsIntegers().AsSpan()),
            _ => _bits == other._bits,
        });

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CodecParameterValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
        => Kind switch
        {
            CodecParameterValueKind.String => string.GetHashCode(AsString(), StringComparison.Ordinal),
            CodecParameterValueKind.IntegerList => AsIntegers().Length,
            _ => HashCode.Combine(Kind, _bits),
        };

    /// <summary>Writes the value as SDP does.</summary>
    /// <returns>The text, in the invariant culture; booleans as <c>true</c> and <c>false</c>.</returns>
    public override string ToString()
        => Kind switch
        {
            CodecParameterValueKind.String => AsString()!,
            CodecParameterValueKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
            CodecParameterValueKind.Double => AsDouble()!.Value.ToString("R", CultureInfo.InvariantCulture),
            CodecParameterValueKind.Boolean => _bits != 0 ? "true" : "false",
            CodecParameterValueKind.IntegerList => string.Join(',', AsIntegers()),
            _ => string.Empty,
        };

    internal static CodecParameterValue FromJson(JsonElement json, string name)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number when json.TryGetInt64(out long integer):
                return integer;
            case JsonValueKind.Number when json.TryGetDouble(out double number) && double.IsFinite(number):
                return number;
            case JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean();
            case JsonValueKind.Array:
                return json.EnumerateArray()
                    .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number)
                        ? number
                        : throw new MediasoupTypeException($"invalid codec parameter {name}"))
                    .ToArray();
            default:
                throw new MediasoupTypeException($"invalid codec parameter {name}");
        }
    }

    internal void WriteTo(Utf8JsonWriter writer, string name)
    {
        switch (Kind)
        {
            case CodecParameterValueKind.String:
                writer.WriteString(name, AsString());
                break;
            case CodecParameterValueKind.Integer:
                writer.WriteNumber(name, _bits);
                break;
            case CodecParameterValueKind.Double:
                writer.WriteNumber(name, AsDouble()!.Value);
                break;
            case CodecParameterValueKind.Boolean:
                writer.WriteBoolean(name, _bits != 0);
                break;
            case CodecParameterValueKind.IntegerList:
                writer.WriteStartArray(name);
                foreach (int value in AsIntegers())
                {
                    writer.WriteNumberValue(value);
                }

                writer.WriteEndArray();
                break;
            default:
                break;
        }
    }
}

using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

internal static class WireEnumTable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>
    where T : struct, Enum
{
    public static readonly FrozenDictionary<T, string> Names = Read();

    public static readonly FrozenDictionary<string, T> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    private static FrozenDictionary<T, string> Read()
    {
        var names = new Dictionary<T, string>();
        foreach (FieldInfo field in typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            string name = field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name;
            names[(T)field.GetValue(null)!] = name;
        }

        return names.ToFrozenDictionary();
    }
}

using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tureen.Ortc;

namespace Tureen.Tests.Style;

/// <summary>Writes the names of all JSON members, one type per line; a question mark stands for what is left out when null.</summary>
internal static class JsonMembersText
{
    public static string Of() => string.Join('\n', ReportTypes().Concat(ParameterTypes()).Order(StringComparer.Ordinal)) + "\n";

    /// <summary>Scores, dumps, statistics and traces, by their source-generated metadata.</summary>
    private static IEnumerable<string> ReportTypes() =>
        from type in typeof(ProducerDump).Assembly.GetExportedTypes().Concat(typeof(Worker).Assembly.GetExportedTypes())
        where type is { IsAbstract: false, IsGenericType: false, IsEnum: false }
        let info = TureenJsonContext.Default.GetTypeInfo(type)
        where info is { Kind: JsonTypeInfoKind.Object }
        select $"{type.Name}: {string.Join(' ', info.Properties.Where(property => property.Get is not null).Select(Name))}";

    private static string Name(JsonPropertyInfo property) =>
        property.Name + (property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) == true ? "?" : "");

    /// <summary>The types that write their JSON themselves, by a sample with everything in it and one with as little as can be.</summary>
    private static IEnumerable<string> ParameterTypes() =>
        from type in typeof(RtpParameters).Assembly.GetExportedTypes()
        where IsParameterType(type)
        let least = Members(Activator.CreateInstance(type)!).ToHashSet(StringComparer.Ordinal)
        select $"{type.Name}: {string.Join(' ', Members(Sample(type)).Select(name => least.Contains(name) ? name : name + "?"))}";

    private static bool IsParameterType(Type type) =>
        !type.IsAbstract && type.GetInterfaces().Any(
            face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IOrtcJson<>));

    private static IEnumerable<string> Members(object value) =>
        JsonSerializer.SerializeToNode(value, value.GetType()) is JsonObject json ? json.Select(member => member.Key) : [];

    private static object Sample(Type declared)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string))
        {
            return "text";
        }

        if (type.IsPrimitive)
        {
            return type == typeof(bool) ? true : Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        }

        object sample = Activator.CreateInstance(type)!;
        if (sample is IList list)
        {
            list.Add(Sample(type.GetGenericArguments()[0]));
            return list;
        }

        foreach (PropertyInfo property in type.GetProperties().Where(_ => IsParameterType(type)))
        {
            if (property is { CanWrite: true } && property.GetIndexParameters().Length == 0)
            {
                property.SetValue(sample, Sample(property.PropertyType));
            }
        }

        return sample;
    }
}

using System.Collections;
using System.Globalization;
using System.Reflection;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Golden;

/// <summary>What an engine raised and counted, as lines of a trace.</summary>
internal static class EngineTrace
{
    public static void AddEvent(this GoldenTrace trace, EngineEvent engineEvent) => trace.Add(engineEvent switch
    {
        // Its certificate is new in each run.
        DtlsStateEvent state => $"DtlsStateEvent {state.TargetId} {state.State} {state.HandshakeTime}",
        _ => Describe(engineEvent),
    });

    /// <summary>All drops and counters that are not zero.</summary>
    public static void AddCounters(this GoldenTrace trace, EngineContext context)
    {
        foreach (DropReason reason in Enum.GetValues<DropReason>())
        {
            trace.AddCount($"drop {reason}", context.Drops[reason]);
        }

        IEnumerable<PropertyInfo> counters = typeof(EngineCounters).GetProperties().Where(static property => property.PropertyType == typeof(long));
        foreach (PropertyInfo counter in counters.OrderBy(static property => property.Name, StringComparer.Ordinal))
        {
            trace.AddCount(counter.Name, (long)counter.GetValue(context.Counters)!);
        }

        foreach (MediaKind kind in Enum.GetValues<MediaKind>())
        {
            trace.AddCount($"producers {kind}", context.Counters.GetProducers(kind));
            trace.AddCount($"consumers {kind}", context.Counters.GetConsumers(kind));
        }
    }

    /// <summary>As records write themselves, but with what is in lists and byte arrays.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "",
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        byte[] bytes => Convert.ToHexString(bytes),
        string text => text,
        IEnumerable items => $"[{string.Join(' ', items.Cast<object?>().Select(Describe))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ when IsRecord(value.GetType()) => $"{value.GetType().Name}({string.Join(", ", PropertiesOf(value.GetType()).Select(property => Describe(property.GetValue(value))))})",
        _ => $"{value}",
    };

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    /// <summary>Without those that say how an event is handed on.</summary>
    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties()
        .Where(static property => property.Name is not (nameof(EngineEvent.IsTrace) or nameof(EngineEvent.Report) or nameof(EngineEvent.DataLength)))
        .OrderBy(static property => property.Name, StringComparer.Ordinal);

    private static void AddCount(this GoldenTrace trace, string name, long count)
    {
        if (count != 0)
        {
            trace.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {count}"));
        }
    }
}

using System.Runtime.CompilerServices;

namespace Tureen.Engine.Forwarding;

/// <summary>Which trace events of an object an application asked for.</summary>
/// <typeparam name="TType">The types of trace events: an enumeration of fewer than 32 values, from 0 on.</typeparam>
internal sealed class TraceSwitch<TType>
    where TType : struct, Enum
{
    private IReadOnlyList<TType> _types = [];
    private uint _on;

    /// <summary>The types that are on, in the order given.</summary>
    public IReadOnlyList<TType> Types
    {
        get => _types;
        set
        {
            _types = value;
            _on = 0;
            foreach (TType type in value)
            {
                _on |= BitOf(type);
            }
        }
    }

    public bool IsOn(TType type) => (_on & BitOf(type)) != 0;

    private static uint BitOf(TType type) => 1u << Unsafe.BitCast<TType, int>(type);
}

using System.Runtime.CompilerServices;

namespace Tureen.Engine.Stun;

/// <summary>The first few comprehension-required types of a request that are unknown here.</summary>
/// <remarks>Eight are plenty to show a peer what is wrong, and keep the 420 answer smaller than the request.</remarks>
[InlineArray(Capacity)]
internal struct StunUnknownAttributes
{
    public const int Capacity = 8;

    private ushort _first;
}

using System.Runtime.CompilerServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>Room for the longest MID, inside of the object that has it: it is read for each packet sent.</summary>
[InlineArray(EngineLimits.MaxMidLength)]
internal struct MidBytes
{
    private byte _first;
}

using System.Runtime.CompilerServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>The further headers of one packet, beside the first; bounded by <see cref="EngineLimits.MaxPreparedHeaders"/>.</summary>
[InlineArray(EngineLimits.MaxPreparedHeaders)]
internal struct PreparedHeaders
{
    private HeaderTemplate _first;
}

using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>One codec that a producer negotiated.</summary>
/// <param name="Parameters">The codec under the sender's payload type.</param>
/// <param name="Rtx">The RTX codec whose <c>apt</c> names it; null for none.</param>
/// <param name="IsMedia">
/// Whether a stream can be of this codec. Comfort noise, telephone events and repair data come between the packets of a stream of another
/// codec.
/// </param>
internal sealed record ProducerCodec(RtpCodecParameters Parameters, RtpCodecParameters? Rtx, bool IsMedia)
{
    public bool IsRtx => Parameters.IsRtx;
}

using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>Writes the requests for key frames of a received stream and counts them.</summary>
internal sealed class KeyFrameRequestWriter(RtpStreamParameters parameters)
{
    private byte _firSequence;

    public long PliCount { get; private set; }

    public long FirCount { get; private set; }

    /// <summary>Writes the PLI or FIR that the negotiation allows; 0 when it allows neither.</summary>
    /// <remarks>The sender's SSRC would rightly be 0, but GStreamer does not take that.</remarks>
    public int Write(Span<byte> destination)
    {
        uint ssrc = parameters.Ssrc;
        if (parameters.UsePli)
        {
            PliCount++;
            return new PictureLossIndication(ssrc, ssrc).Write(destination);
        }

        if (!parameters.UseFir)
        {
            return 0;
        }

        FirCount++;
        return FullIntraRequest.Write(destination, ssrc, ssrc, new FirItem(ssrc, ++_firSequence));
    }
}

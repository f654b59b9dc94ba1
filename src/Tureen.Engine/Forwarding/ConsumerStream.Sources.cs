using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ConsumerStream
{
    /// <summary>The timestamp under which a packet of the source goes out.</summary>
    public uint ToOutgoing(Timestamp now, uint timestamp) => _clock.ToOutgoing(now, timestamp, _sender);

    /// <summary>What comes next is of another source: it goes on from a packet that it can begin with, behind what was sent.</summary>
    public void HandleSourceReplaced(Timestamp now)
    {
        RequireSync();
        SkipWhatCame(now, source: null);
        if (HasSent)
        {
            _clock.HandleSourceReplaced();
        }
    }

    /// <summary>The source goes on with another codec, which the receiver negotiated.</summary>
    public void HandleCodec(byte payloadType)
    {
        RtpParameters parameters = _consumer.Options.RtpParameters;
        RtpCodecParameters? codec = parameters.Codecs.Find(codec => !codec.IsRtx && codec.PayloadType == payloadType);
        if (codec is null || codec == Codec)
        {
            return;
        }

        Codec = codec;
        int index = _sender.Parameters.EncodingIdx;
        _ = TryGetRtxPayloadType(payloadType, out byte rtxPayloadType);
        _sender.HandleCodec(
            StreamParametersFactory.Create(index, parameters.Encodings[index], codec, parameters.Rtcp.Cname ?? string.Empty), rtxPayloadType);
    }

    /// <summary>The RTX payload type whose <c>apt</c> is the payload type of a packet that was sent.</summary>
    private bool TryGetRtxPayloadType(byte payloadType, out byte rtxPayloadType)
    {
        if (payloadType == _sender.Parameters.PayloadType)
        {
            rtxPayloadType = _sender.Parameters.RtxPayloadType;
            return rtxPayloadType != 0;
        }

        rtxPayloadType = 0;
        foreach (RtpCodecParameters codec in _consumer.Options.RtpParameters.Codecs)
        {
            if (codec.IsRtx && codec.AssociatedPayloadType == payloadType)
            {
                rtxPayloadType = (byte)codec.PayloadType;
                return true;
            }
        }

        return false;
    }
}

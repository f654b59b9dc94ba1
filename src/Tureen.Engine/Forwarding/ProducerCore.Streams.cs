using System.Text;
using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private const int NotFound = -1;

    /// <summary>Ids of the extensions by which this producer's sender names its streams.</summary>
    private readonly ReceivedExtensionIds _ids = new();

    /// <summary>Of each stream its RTX SSRC and its own, side by side, so that no stream is touched to find another.</summary>
    private readonly long[] _ssrcs;
    private bool _isUnnamedStreamTold;

    /// <summary>The index of the packet's stream, or a negative number when it belongs to none.</summary>
    private int FindOrCreateStream(Timestamp now, in RtpPacket packet, out bool isRtx, out bool isNew)
    {
        isNew = false;
        int index = FindStreamIndex(packet.Ssrc, out isRtx);
        if (index >= 0)
        {
            return index;
        }

        // 1. By the announced SSRCs, 2. by RID, 3. the only encoding, which announced neither.
        ReadOnlySpan<byte> rid = default;
        bool hasRid = packet.TryGetExtension(_ids.RtpStreamId, out rid)
            || packet.TryGetExtension(_ids.RepairedRtpStreamId, out rid);
        for (int i = 0; i < _encodings.Length; i++)
        {
            ProducerEncoding encoding = _encodings[i];
            isRtx = packet.PayloadType == encoding.RtxCodec?.PayloadType;
            if (!isRtx && packet.PayloadType != encoding.Codec.PayloadType)
            {
                continue;
            }

            uint announced = isRtx ? encoding.RtxSsrc : encoding.Ssrc;
            bool isMatch = (announced != 0 && announced == packet.Ssrc)
                || (hasRid && IsEqual(encoding.Rid, rid))
                || (!hasRid && _encodings.Length == 1 && encoding.IsAnonymous);
            if (isMatch)
            {
                return isRtx ? AttachRtx(i, packet.Ssrc) : CreateStream(now, i, packet.Ssrc, out isNew);
            }
        }

        return NotFound;
    }

    /// <summary>Whether nothing came yet, and this packet, which names no RID, carries what the producer sends.</summary>
    public bool AwaitsUnnamedStream(in RtpPacket packet)
    {
        if (!Options.TellsUnnamedStream || _isUnnamedStreamTold || packet.PayloadType != _encodings[0].Codec.PayloadType)
        {
            return false;
        }

        return Array.TrueForAll(_streams, static stream => stream is null)
            && Array.TrueForAll(_encodings, static encoding => encoding.Ssrc == 0)
            && !packet.TryGetExtension(_ids.RtpStreamId, out _);
    }

    public void TellUnnamedStream(uint ssrc)
    {
        _isUnnamedStreamTold = true;
        _context.Events.Enqueue(new ProducerUnnamedStreamEvent(Id, ssrc));
    }

    private int FindStreamIndex(uint ssrc, out bool isRtx)
    {
        int place = Array.IndexOf(_ssrcs, ssrc);
        isRtx = place >= 0 && place % 2 == 0;
        return place < 0 ? NotFound : place / 2;
    }

    private RtpStreamReceiver? FindStreamBySsrc(uint ssrc, out bool isRtx)
    {
        int index = FindStreamIndex(ssrc, out isRtx);
        return index < 0 ? null : _streams[index];
    }

    private int AttachRtx(int index, uint ssrc)
    {
        RtpStreamReceiver? stream = _streams[index];
        if (stream is null || stream.Parameters.RtxSsrc != 0)
        {
            return NotFound;
        }

        stream.AttachRtx((byte)_encodings[index].RtxCodec!.PayloadType, ssrc);
        _ssrcs[2 * index] = ssrc != 0 ? ssrc : NotFound;
        return index;
    }

    private int CreateStream(Timestamp now, int index, uint ssrc, out bool isNew)
    {
        isNew = _streams[index] is null;
        if (!isNew)
        {
            return NotFound;
        }

        ProducerEncoding encoding = _encodings[index];
        RtpStreamParameters parameters = StreamParametersFactory.Create(encoding, ssrc, RtpParameters.Rtcp.Cname ?? string.Empty);
        _readers[index] = new FrameReader(parameters.Codec, encoding.Codec.Parameters[SpropParameterSets.Name].AsString());
        _streams[index] = new RtpStreamReceiver(now, parameters, hasInactivityCheck: _encodings.Length > 1, isPaused: IsPaused)
        {
            CaptureTime = CreateCaptureTime(parameters),
        };
        _ssrcs[(2 * index) + 1] = ssrc;
        if (_context.Log.IsDebug(WorkerLogTag.Rtp))
        {
            _context.Log.Debug(WorkerLogTag.Rtp, $"new stream {index} with SSRC {ssrc}, {parameters.Codec} [producerId:{Id}]");
        }

        if (encoding.RtxSsrc != 0 && encoding.RtxCodec is not null)
        {
            AttachRtx(index, encoding.RtxSsrc);
        }

        return index;
    }

    private static bool IsEqual(string? rid, ReadOnlySpan<byte> value)
    {
        return rid is not null && rid.Length == value.Length && Ascii.Equals(value, rid);
    }
}

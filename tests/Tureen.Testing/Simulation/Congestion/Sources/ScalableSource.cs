using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>VP9 of three spatial and three temporal layers in one stream (L3T3), in non-flexible mode (RFC 9628 §4.2).</summary>
internal sealed class ScalableSource : VideoSource
{
    private const int MaxDescriptorLength = 6;
    private ushort _pictureId;
    private byte _tl0;
    private uint _number;
    private uint _keyFrame;

    public ScalableSource(Timestamp now, RandomSource random, uint ssrc, VideoSourceOptions options)
        : base(now, random, ssrc, streams: 1, options)
    {
        _pictureId = (ushort)random.Next(0, 0x7FFF);
        _tl0 = (byte)random.Next(0, 255);
    }

    protected override void SendPicture(Timestamp now, SourceHost host)
    {
        bool isKey = TakeKeyFrame(now, 0);
        _keyFrame = isKey ? _number : _keyFrame;
        TemporalPattern pattern = PatternOf(_number - _keyFrame);
        _pictureId = (ushort)((_pictureId + 1) & 0x7FFF);
        _tl0 += (byte)(pattern.Temporal == 0 ? 1 : 0);
        int layers = Enumerable.Range(0, Options.Rates.Count).TakeWhile(IsActive).Count();
        for (int layer = 0; layer < layers; layer++)
        {
            SendFrame(now, layer, isKey, pattern, isHighest: layer == layers - 1, host);
        }

        _number++;
    }

    private void SendFrame(Timestamp now, int layer, bool isKey, TemporalPattern pattern, bool isHighest, SourceHost host)
    {
        double rate = Options.Rates[layer] - (layer == 0 ? 0 : Options.Rates[layer - 1]);
        int length = LengthOf(now, rate, pattern.Temporal, isKey);
        int count = PacketsOf(length);
        Span<byte> prefix = stackalloc byte[MaxDescriptorLength];
        for (int i = 0; i < count; i++)
        {
            bool isLast = i == count - 1;
            int prefixLength = WriteDescriptor(prefix, layer, isKey, pattern, i == 0, isLast);
            var tag = new MediaTag(
                MediaTagKind.Video,
                (byte)layer,
                pattern.Temporal,
                isKey,
                NeedsLower: layer > 0,
                _number,
                (ushort)i,
                (ushort)count,
                pattern.Reference,
                pattern.SecondReference);
            Streams[0].Send(now, marker: isLast && isHighest, prefix[..prefixLength], tag, prefixLength + (length / count), host);
        }
    }

    private int WriteDescriptor(Span<byte> prefix, int layer, bool isKey, TemporalPattern pattern, bool isFirst, bool isLast)
    {
        // I, P, L, B, E, V; then M with the picture id, TID with U, SID and D, and TL0PICIDX.
        bool hasStructure = isKey && layer == 0 && isFirst;
        prefix[0] = (byte)(0xA0 | (isKey ? 0 : 0x40) | (isFirst ? 0x08 : 0) | (isLast ? 0x04 : 0) | (hasStructure ? 0x02 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(prefix[1..], (ushort)(0x8000 | _pictureId));
        prefix[3] = (byte)((pattern.Temporal << 5) | (pattern.IsSwitchingUpPoint ? 0x10 : 0) | (layer << 1) | (layer > 0 ? 1 : 0));
        prefix[4] = _tl0;

        // As many spatial layers, neither their sizes nor the picture group.
        prefix[5] = (byte)((Options.Rates.Count - 1) << 5);
        return hasStructure ? MaxDescriptorLength : MaxDescriptorLength - 1;
    }
}

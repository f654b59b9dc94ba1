using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>VP8 in one or several encodings, each with picture ids and TL0PICIDX of its own (RFC 7741 §4.2).</summary>
internal sealed class SimulcastSource : VideoSource
{
    private const int DescriptorLength = 6;
    private readonly Encoding[] _encodings;

    public SimulcastSource(Timestamp now, RandomSource random, uint ssrc, VideoSourceOptions options)
        : base(now, random, ssrc, options.Rates.Count, options) =>
        _encodings = Array.ConvertAll(
            Streams, _ => new Encoding { PictureId = (ushort)random.Next(0, 0x7FFF), Tl0 = (byte)random.Next(0, 255) });

    protected override void SendPicture(Timestamp now, SourceHost host)
    {
        for (int layer = 0; layer < _encodings.Length; layer++)
        {
            if (IsActive(layer))
            {
                SendFrame(now, layer, host);
            }
        }
    }

    private void SendFrame(Timestamp now, int layer, SourceHost host)
    {
        Encoding encoding = _encodings[layer];
        bool isKey = TakeKeyFrame(now, layer);
        encoding.KeyFrame = isKey ? encoding.Number : encoding.KeyFrame;
        TemporalPattern pattern = PatternOf(encoding.Number - encoding.KeyFrame);
        encoding.PictureId = (ushort)((encoding.PictureId + 1) & 0x7FFF);
        encoding.Tl0 += (byte)(pattern.Temporal == 0 ? 1 : 0);

        int length = LengthOf(now, Options.Rates[layer], pattern.Temporal, isKey);
        int count = PacketsOf(length);
        Span<byte> prefix = stackalloc byte[DescriptorLength + 1];
        for (int i = 0; i < count; i++)
        {
            WriteDescriptor(prefix, encoding, pattern, isFirst: i == 0);
            prefix[DescriptorLength] = (byte)(isKey ? 0 : 1);
            var tag = new MediaTag(
                MediaTagKind.Video,
                (byte)layer,
                pattern.Temporal,
                isKey,
                NeedsLower: false,
                encoding.Number,
                (ushort)i,
                (ushort)count,
                pattern.Reference,
                pattern.SecondReference);
            Streams[layer].Send(now, marker: i == count - 1, prefix, tag, prefix.Length + (length / count), host);
        }

        encoding.Number++;
    }

    private static void WriteDescriptor(Span<byte> prefix, Encoding encoding, TemporalPattern pattern, bool isFirst)
    {
        // X, S; then I, L, T; then M with the picture id, TL0PICIDX, and TID with Y.
        prefix[0] = (byte)(0x80 | (isFirst ? 0x10 : 0));
        prefix[1] = 0xE0;
        BinaryPrimitives.WriteUInt16BigEndian(prefix[2..], (ushort)(0x8000 | encoding.PictureId));
        prefix[4] = encoding.Tl0;
        prefix[5] = (byte)((pattern.Temporal << 6) | (pattern.DependsOnLowestOnly ? 0x20 : 0));
    }

    private sealed class Encoding
    {
        public ushort PictureId { get; set; }

        public byte Tl0 { get; set; }

        public uint Number { get; set; }

        public uint KeyFrame { get; set; }
    }
}

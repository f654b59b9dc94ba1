using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>VP8 in three encodings of three temporal layers, each with picture ids and TL0PICIDX of its own (RFC 7741 §4.2).</summary>
internal sealed class SimulcastVideoSender : LayeredVideoSender
{
    private const int DescriptorLength = 6;
    private const uint FirstSsrc = 1001;

    /// <summary>The encoder finishes one encoding after the other.</summary>
    private static readonly TimeSpan EncodingTime = TimeSpan.FromMilliseconds(3);

    private readonly Encoding[] _encodings;

    public SimulcastVideoSender(Timestamp now, RandomSource random, LossyPath uplink)
        : base(
            now,
            random,
            [
                new LayeredStream(uplink, random, FirstSsrc),
                new LayeredStream(uplink, random, FirstSsrc + 1),
                new LayeredStream(uplink, random, FirstSsrc + 2),
            ])
    {
        _encodings = Array.ConvertAll(
            Streams, stream => new Encoding { PictureId = (ushort)random.Next(0, 0x7FFF), Tl0 = (byte)random.Next(0, 255) });
    }

    public override void RequireKeyFrame(int layer) => _encodings[layer].IsKeyFrameDue = true;

    protected override void SendPicture(Timestamp now)
    {
        for (int layer = 0; layer < SpatialLayers; layer++)
        {
            if (IsActive(layer))
            {
                SendFrame(now, layer);
            }
        }
    }

    private void SendFrame(Timestamp now, int layer)
    {
        // 1. Its place in time and among the temporal layers.
        Encoding encoding = _encodings[layer];
        bool isKey = encoding.IsKeyFrameDue;
        encoding.IsKeyFrameDue = false;
        if (isKey)
        {
            encoding.KeyFrame = encoding.Number;
            KeyFrames++;
        }

        TemporalPattern pattern = TemporalPattern.At(encoding.Number - encoding.KeyFrame);
        encoding.PictureId = (ushort)((encoding.PictureId + 1) & 0x7FFF);
        encoding.Tl0 += (byte)(pattern.Temporal == 0 ? 1 : 0);

        // 2. Its packets.
        Span<byte> payload = stackalloc byte[DescriptorLength + LayeredFrame.Length];
        int count = PacketsOf(isKey);
        for (int i = 0; i < count; i++)
        {
            WriteDescriptor(payload, encoding, pattern, isFirst: i == 0);
            new LayeredFrame(
                (byte)layer, encoding.Number, (byte)i, (byte)count, pattern.Temporal, isKey, NeedsLower: false, pattern.Reference, pattern.SecondReference)
                .Write(payload[DescriptorLength..]);
            Streams[layer].Send(now + (EncodingTime * layer), now, marker: i == count - 1, payload);
        }

        encoding.Number++;
    }

    private static void WriteDescriptor(Span<byte> payload, Encoding encoding, TemporalPattern pattern, bool isFirst)
    {
        // X, S; then I, L, T; then M with the picture id, TL0PICIDX, and TID with Y.
        payload[0] = (byte)(0x80 | (isFirst ? 0x10 : 0));
        payload[1] = 0xE0;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(0x8000 | encoding.PictureId));
        payload[4] = encoding.Tl0;
        payload[5] = (byte)((pattern.Temporal << 6) | (pattern.DependsOnLowestOnly ? 0x20 : 0));
    }

    private sealed class Encoding
    {
        public ushort PictureId { get; set; }

        public byte Tl0 { get; set; }

        public uint Number { get; set; }

        public uint KeyFrame { get; set; }

        public bool IsKeyFrameDue { get; set; } = true;
    }
}

using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>VP9 of three spatial and three temporal layers in one stream, in non-flexible mode (RFC 9628 §4.2).</summary>
internal sealed class SvcVideoSender : LayeredVideoSender
{
    private const int MaxDescriptorLength = 6;
    private readonly bool _isKSvc;
    private ushort _pictureId;
    private byte _tl0;
    private uint _number;
    private uint _keyFrame;
    private bool _isKeyFrameDue = true;

    /// <param name="now">The current instant.</param>
    /// <param name="random">Where randomness comes from.</param>
    /// <param name="uplink">The way to the producer.</param>
    /// <param name="isKSvc">Spatial layers depend on each other in key pictures alone (L3T3_KEY).</param>
    public SvcVideoSender(Timestamp now, RandomSource random, LossyPath uplink, bool isKSvc)
        : base(now, random, [new LayeredStream(uplink, random, 1001)])
    {
        _isKSvc = isKSvc;
        _pictureId = (ushort)random.Next(0, 0x7FFF);
        _tl0 = (byte)random.Next(0, 255);
    }

    public override void RequireKeyFrame(int layer) => _isKeyFrameDue = true;

    protected override void SendPicture(Timestamp now)
    {
        bool isKey = _isKeyFrameDue;
        _isKeyFrameDue = false;
        if (isKey)
        {
            _keyFrame = _number;
            KeyFrames++;
        }

        TemporalPattern pattern = TemporalPattern.At(_number - _keyFrame);
        _pictureId = (ushort)((_pictureId + 1) & 0x7FFF);
        _tl0 += (byte)(pattern.Temporal == 0 ? 1 : 0);
        int highest = IsActive(2) ? 2 : IsActive(1) ? 1 : 0;
        for (int layer = 0; layer <= highest; layer++)
        {
            SendFrame(now, layer, isKey, pattern, isHighest: layer == highest);
        }

        _number++;
    }

    private void SendFrame(Timestamp now, int layer, bool isKey, TemporalPattern pattern, bool isHighest)
    {
        Span<byte> payload = stackalloc byte[MaxDescriptorLength + LayeredFrame.Length];
        bool needsLower = layer > 0 && (isKey || !_isKSvc);
        int count = PacketsOf(isKey && layer == 0);
        for (int i = 0; i < count; i++)
        {
            bool isLast = i == count - 1;
            int length = WriteDescriptor(payload, layer, isKey, needsLower, pattern, i == 0, isLast);
            new LayeredFrame(
                (byte)layer, _number, (byte)i, (byte)count, pattern.Temporal, isKey, needsLower, pattern.Reference, pattern.SecondReference)
                .Write(payload[length..]);
            Streams[0].Send(now, now, marker: isLast && isHighest, payload[..(length + LayeredFrame.Length)]);
        }
    }

    private int WriteDescriptor(
        Span<byte> payload, int layer, bool isKey, bool needsLower, TemporalPattern pattern, bool isFirst, bool isLast)
    {
        // I, P, L, B, E, V; then M with the picture id, TID with U, SID and D, and TL0PICIDX.
        bool hasStructure = isKey && layer == 0 && isFirst;
        payload[0] = (byte)(0xA0 | (isKey ? 0 : 0x40) | (isFirst ? 0x08 : 0) | (isLast ? 0x04 : 0) | (hasStructure ? 0x02 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(payload[1..], (ushort)(0x8000 | _pictureId));
        payload[3] = (byte)((pattern.Temporal << 5) | (pattern.IsSwitchingUpPoint ? 0x10 : 0) | (layer << 1) | (needsLower ? 1 : 0));
        payload[4] = _tl0;

        // Three spatial layers, neither their sizes nor the picture group.
        payload[5] = (SpatialLayers - 1) << 5;
        return hasStructure ? MaxDescriptorLength : MaxDescriptorLength - 1;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Recording.Settings;

namespace Tureen.Recording.Frames;

/// <summary>VP9: the descriptors go; the layers of one picture become a superframe, whose index decoders need (VP9 bitstream, annex B).</summary>
internal sealed class Vp9Depacketizer : IDepacketizer
{
    private const int FrameMarker = 2;
    private const int SyncCode = 0x498342;
    private const int Rgb = 7;
    private const int IndexMarker = 0xC0;
    private const int SizeLength = sizeof(uint);

    private readonly List<int> _layerStarts = [];
    private bool _isLayerOpen;

    public bool HasKeyFrames => true;

    public void Reset()
    {
        _layerStarts.Clear();
        _isLayerOpen = false;
    }

    public bool TryAppend(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> frame)
    {
        if (!Vp9PayloadDescriptor.TryParse(payload, out PayloadDescriptor descriptor) || descriptor.IsFrameStart == _isLayerOpen)
        {
            return false;
        }

        if (descriptor.IsFrameStart)
        {
            _layerStarts.Add(frame.WrittenCount);
        }

        _isLayerOpen = !descriptor.IsFrameEnd;
        frame.Write(payload[descriptor.Length..]);
        return _layerStarts.Count <= RecordingLimits.MaxLayersPerPicture;
    }

    public bool TryFinish(ArrayBufferWriter<byte> frame, out FrameInfo info)
    {
        info = default;
        if (_isLayerOpen || frame.WrittenCount == 0)
        {
            return false;
        }

        info = ReadHeader(frame.WrittenSpan);
        if (_layerStarts.Count > 1)
        {
            WriteIndex(frame);
        }

        return true;
    }

    private void WriteIndex(ArrayBufferWriter<byte> frame)
    {
        int end = frame.WrittenCount;
        var marker = (byte)(IndexMarker | ((SizeLength - 1) << 3) | (_layerStarts.Count - 1));
        Span<byte> edge = [marker];
        frame.Write(edge);
        Span<byte> size = stackalloc byte[SizeLength];
        for (int i = 0; i < _layerStarts.Count; i++)
        {
            int next = i + 1 < _layerStarts.Count ? _layerStarts[i + 1] : end;
            BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)(next - _layerStarts[i]));
            frame.Write(size);
        }

        frame.Write(edge);
    }

    /// <summary>The uncompressed header of a key frame, as far as the size (VP9 bitstream §6.2).</summary>
    private static FrameInfo ReadHeader(ReadOnlySpan<byte> frame)
    {
        var bits = new BitReader(frame);
        if (bits.Read(2) != FrameMarker)
        {
            return default;
        }

        uint profile = bits.Read(1) | (bits.Read(1) << 1);
        bits.Skip(profile == 3 ? 1 : 0);
        bool isShownAgain = bits.ReadFlag();
        bool isInter = bits.ReadFlag();
        bits.Skip(2);
        if (isShownAgain || isInter || bits.Read(24) != SyncCode)
        {
            return default;
        }

        bits.Skip(profile >= 2 ? 1 : 0);
        bool isRgb = bits.Read(3) == Rgb;
        bits.Skip((isRgb ? 0 : 1) + (profile is 1 or 3 ? isRgb ? 1 : 3 : 0));
        return new FrameInfo { IsKeyFrame = true, Width = (int)bits.Read(16) + 1, Height = (int)bits.Read(16) + 1 };
    }
}

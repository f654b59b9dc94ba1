using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

internal sealed partial class OutputCheck
{
    private const int FrameCapacity = 1024;

    /// <summary>After this time nothing more of a frame comes.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly (uint Number, byte Packets, int PictureId)[][] _frames =
        [new (uint, byte, int)[FrameCapacity], new (uint, byte, int)[FrameCapacity], new (uint, byte, int)[FrameCapacity]];

    private readonly Queue<(Timestamp At, LayeredFrame Frame)> _unsettled = new();
    private readonly Timestamp[] _givenUpAt = new Timestamp[LayeredVideoSender.TemporalLayers];
    private bool _hasPicture;
    private uint _newestPicture;
    private int _newestPictureId;
    private uint _newestLowest;
    private int _newestTl0;

    /// <summary>The consumer must have decided on all that was sent some time before; all of it if the time is never.</summary>
    public void Settle(Timestamp now)
    {
        while (_gaps.TryPeek(out SequenceGap gap) && (now.IsNever || now - gap.At > Settling))
        {
            _gaps.Dequeue();
            CheckGap(gap);
        }

        while (_unsettled.TryPeek(out (Timestamp At, LayeredFrame Frame) sent) && (now.IsNever || now - sent.At > Settling))
        {
            _unsettled.Dequeue();

            // Packets of a picture that come after its temporal layer was given up are not sent any more.
            if (_givenUpAt[sent.Frame.Temporal] < sent.At)
            {
                SettleFrame(sent.Frame);
            }
        }
    }

    /// <summary>Other layers are requested.</summary>
    public void HandleRequest(Timestamp now, int temporalLayer)
    {
        for (int layer = temporalLayer + 1; layer < _givenUpAt.Length; layer++)
        {
            _givenUpAt[layer] = now;
        }
    }

    private void CheckPicture(in SentOutput output, bool isSwitch)
    {
        LayeredFrame frame = output.Frame;
        ref (uint Number, byte Packets, int PictureId) sent = ref _frames[frame.Layer][frame.Number % FrameCapacity];
        bool isNew = sent.Packets == 0 || sent.Number != frame.Number;
        if (isNew)
        {
            sent = (frame.Number, 0, output.PictureId);
            _unsettled.Enqueue((_now, frame));
            if (isSimulcast)
            {
                CheckPictureId(output, isSwitch);
            }
        }
        else if (sent.PictureId != output.PictureId)
        {
            Fail($"gives {frame} the picture ids {sent.PictureId} and {output.PictureId}");
        }

        sent.Packets |= (byte)(1 << frame.Index);
    }

    /// <summary>Picture ids leave out just the pictures that did not arrive; TL0PICIDX counts the pictures of the lowest layer.</summary>
    private void CheckPictureId(in SentOutput output, bool isSwitch)
    {
        LayeredFrame frame = output.Frame;
        bool isNewest = !_hasPicture || isSwitch || frame.Number > _newestPicture;
        if (!isNewest)
        {
            return;
        }

        int gap = (output.PictureId - _newestPictureId - 1) & 0x7FFF;
        int missing = isSwitch ? 0 : delivered.CountMissingFrames(frame.Layer, _newestPicture, frame.Number);
        if (_hasPicture && gap != missing)
        {
            Fail($"leaves out {gap} picture ids before {frame} where {missing} pictures are missing");
        }

        CheckTl0(output, isSwitch);
        _hasPicture = true;
        _newestPicture = frame.Number;
        _newestPictureId = output.PictureId;
    }

    private void CheckTl0(in SentOutput output, bool isSwitch)
    {
        LayeredFrame frame = output.Frame;
        int step = (output.Tl0 - _newestTl0) & 0xFF;
        int missing = isSwitch ? 0 : delivered.CountMissingFrames(frame.Layer, _newestLowest, frame.Number);
        int least = frame.Temporal == 0 ? 1 : 0;
        if (_hasPicture && (step < least || step > least + missing))
        {
            Fail($"counts TL0PICIDX on by {step} at {frame} where {missing} pictures are missing");
        }

        _newestTl0 = output.Tl0;
        if (frame.Temporal == 0)
        {
            _newestLowest = frame.Number;
        }
    }

    /// <summary>A frame is sent as far as it arrived, and so is all that it depends on.</summary>
    private void SettleFrame(in LayeredFrame frame)
    {
        CheckSent(frame, frame.Layer, frame.Number);
        if (frame.Reference > 0)
        {
            CheckSent(frame, frame.Layer, frame.Number - frame.Reference);
        }

        if (frame.SecondReference > 0)
        {
            CheckSent(frame, frame.Layer, frame.Number - frame.SecondReference);
        }

        if (frame.NeedsLower)
        {
            CheckSent(frame, frame.Layer - 1, frame.Number);
        }
    }

    private void CheckSent(in LayeredFrame frame, int layer, uint number)
    {
        (uint Number, byte Packets, int PictureId) sent = _frames[layer][number % FrameCapacity];
        byte packets = sent.Number == number ? sent.Packets : (byte)0;
        byte arrived = delivered.PacketsOf(layer, number);
        if (packets != arrived)
        {
            Fail($"sent {frame}, but of picture {number} in layer {layer}, which it needs, {packets:b4} and not {arrived:b4}");
        }
    }
}

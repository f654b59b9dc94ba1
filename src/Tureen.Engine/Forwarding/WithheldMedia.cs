using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// How long a stream's media have waited for a key frame that does not come, so that they are not withheld for ever. An episode lasts from
/// the first packet that waits until something is sent.
/// </summary>
/// <remarks>Time counts in attempts, one a second while packets come: a source that is silent keeps nobody waiting.</remarks>
internal struct WithheldMedia
{
    private static readonly TimeSpan AttemptInterval = TimeSpan.FromMilliseconds(1000);

    private Timestamp _attemptedAt;
    private int _attempts;
    private bool _hasIdr;
    private bool _isReported;

    /// <summary>Why nothing is sent.</summary>
    public readonly MediaWithheldReason Reason => _hasIdr ? MediaWithheldReason.NoParameterSets : MediaWithheldReason.NoKeyFrame;

    /// <summary>
    /// Whether to go on without a key frame: with an IDR picture, whose receiver may know the parameter sets otherwise, and where there is
    /// none, or no end of waiting for the next one, with anything.
    /// </summary>
    public readonly bool IsOver(in PayloadDescriptor descriptor) =>
        _attempts >= EngineLimits.MaxKeyFrameAttempts
        && (!_hasIdr || descriptor.BeginsIdr || _attempts >= 2 * EngineLimits.MaxKeyFrameAttempts);

    /// <summary>Media may be sent, or need not be.</summary>
    public void Reset() => this = default;

    /// <summary>A packet waits; true when it is time to ask for a key frame again.</summary>
    public bool Handle(Timestamp now, in PayloadDescriptor descriptor)
    {
        _hasIdr |= descriptor.BeginsIdr;
        if (_attemptedAt == Timestamp.Zero)
        {
            _attemptedAt = now;
            return false;
        }

        if (now - _attemptedAt < AttemptInterval)
        {
            return false;
        }

        _attemptedAt = now;
        _attempts++;
        return true;
    }

    /// <summary>True once in an episode, when the attempts are used up.</summary>
    public bool TakeReport()
    {
        bool isDue = !_isReported && _attempts >= EngineLimits.MaxKeyFrameAttempts;
        _isReported |= isDue;
        return isDue;
    }
}

using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice;

/// <summary>The form that a check must have, and the errors that answer other requests at a bounded rate.</summary>
internal sealed class IceRequestGate
{
    private TokenBucket _errors = new(EngineLimits.StunErrorBurst, EngineLimits.StunErrorsPerSecond);

    public static StunErrorCode CheckForm(in StunMessage request)
    {
        bool isComplete = request.IsBinding
            && request.HasFingerprint
            && request.HasPriority
            && request.HasUsername
            && request.HasMessageIntegrity;
        return isComplete ? StunErrorCode.None : StunErrorCode.BadRequest;
    }

    /// <summary>Answers with an error, unless too many were sent, and says why the request goes no further.</summary>
    public DropReason Refuse(
        Timestamp now,
        in TransportTuple tuple,
        in StunMessage request,
        StunErrorCode error,
        ReadOnlySpan<byte> key,
        IDatagramSink sink)
    {
        if (!_errors.TryTake(now))
        {
            return DropReason.StunRateLimited;
        }

        int length = StunResponse.WriteError(request, error, key, sink.GetSpan(StunResponse.MaxLength));
        sink.Send(tuple, length);
        return error switch
        {
            StunErrorCode.Unauthenticated => DropReason.StunUnauthenticated,
            StunErrorCode.BadRequest when !request.IsBinding => DropReason.StunNotBindingRequest,
            _ => DropReason.StunMalformed,
        };
    }
}

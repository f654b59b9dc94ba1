using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <summary>Answers the checks of the peer (RFC 8445 §7.3): errors at a bounded rate, success to those that know the password.</summary>
internal sealed class IceResponder(IceSession session)
{
    private readonly IceRequestGate _gate = new();

    /// <summary>Answers a request; <see cref="DropReason.None"/> when it is genuine and to be followed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="tuple">Where it came from.</param>
    /// <param name="request">The request.</param>
    /// <param name="sink">Where the answer goes.</param>
    /// <param name="mustSwitch">Whether the peer has our role, and keeps it.</param>
    public DropReason Answer(Timestamp now, in TransportTuple tuple, in StunMessage request, IDatagramSink sink, out bool mustSwitch)
    {
        // 1. A request that is malformed or not authentic gets an error and leaves no trace.
        mustSwitch = false;
        StunErrorCode error = IceRequestGate.CheckForm(request);
        IceCredentials? credentials = error == StunErrorCode.None ? session.Authenticate(request) : null;
        if (credentials is null)
        {
            error = error == StunErrorCode.None ? StunErrorCode.Unauthenticated : error;
            return _gate.Refuse(now, tuple, request, error, key: default, sink);
        }

        // 2. What we cannot do, and a conflict that we win, get an error, too.
        error = CheckDemands(request);
        if (error != StunErrorCode.None)
        {
            return _gate.Refuse(now, tuple, request, error, credentials.Key, sink);
        }

        // 3. Success.
        mustSwitch = session.IsInConflict(request);
        int length = StunResponse.WriteSuccess(request, tuple.Remote, credentials.Key, sink.GetSpan(StunResponse.MaxLength));
        sink.Send(tuple, length);
        return DropReason.None;
    }

    private StunErrorCode CheckDemands(in StunMessage request)
    {
        if (request.UnknownAttributeCount > 0)
        {
            return StunErrorCode.UnknownAttribute;
        }

        return session.WinsConflict(request) ? StunErrorCode.RoleConflict : StunErrorCode.None;
    }
}

using Tureen.Engine.Events;
using Tureen.Engine.Ice.Gathering;
using Tureen.Engine.Stun;

namespace Tureen.Client.Native.Sessions;

/// <summary>Why a STUN or TURN server gave no address, as a browser reports it.</summary>
internal static class IceServerReport
{
    public const int Unreachable = TurnAllocation.Unreachable;

    public static IceCandidateError Describe(in GatheringResult result) =>
        new(result.Url, Address: null, Port: null, result.ErrorCode, TextOf(result.ErrorCode));

    private static string TextOf(int code) => code switch
    {
        Unreachable => "the server does not answer",
        TurnAllocation.Malformed => "the answer of the server has no form",
        (int)StunErrorCode.Unauthenticated => "the server refuses the credential",
        (int)StunErrorCode.AllocationMismatch => "the server has no such allocation any more",
        (int)StunErrorCode.StaleNonce => "the server calls every nonce stale",
        (int)StunErrorCode.TryAlternate => "the server names too many other servers",
        _ => $"the server refuses with {code}",
    };
}

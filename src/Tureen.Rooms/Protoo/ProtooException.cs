namespace Tureen.Rooms.Protoo;

/// <summary>A refusal that reaches the other side as protoo's errorCode and errorReason.</summary>
internal sealed class ProtooException(int code, string reason) : Exception(reason)
{
    /// <summary>The code of everything that has no code of its own.</summary>
    public const int InternalError = 500;

    public ProtooException(string reason)
        : this(InternalError, reason)
    {
    }

    public int Code { get; } = code;
}

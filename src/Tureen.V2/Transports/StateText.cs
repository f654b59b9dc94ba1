namespace Tureen.V2;

/// <summary>States as the protocol writes them.</summary>
internal static class StateText
{
    public static string ToText(this IceState state) => state switch
    {
        IceState.New => "new",
        IceState.Connected => "connected",
        IceState.Completed => "completed",
        IceState.Disconnected => "disconnected",
        _ => "closed",
    };

    public static string ToText(this DtlsState state) => state switch
    {
        DtlsState.New => "new",
        DtlsState.Connecting => "connecting",
        DtlsState.Connected => "connected",
        DtlsState.Failed => "failed",
        _ => "closed",
    };
}

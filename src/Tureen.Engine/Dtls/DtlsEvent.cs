namespace Tureen.Engine.Dtls;

/// <summary>What a DTLS transport reports to its host.</summary>
internal readonly record struct DtlsEvent(DtlsEventKind Kind, DtlsState State, SrtpKeyingMaterial? SrtpKeys)
{
    public static DtlsEvent StateChanged(DtlsState state) => new(DtlsEventKind.StateChanged, state, null);

    public static DtlsEvent SrtpKeysReady(SrtpKeyingMaterial keys) =>
        new(DtlsEventKind.SrtpKeysReady, DtlsState.Connecting, keys);
}

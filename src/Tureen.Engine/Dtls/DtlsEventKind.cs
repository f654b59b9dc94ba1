namespace Tureen.Engine.Dtls;

/// <summary>What a <see cref="DtlsEvent"/> reports.</summary>
internal enum DtlsEventKind
{
    StateChanged,

    /// <summary>Comes right before the change to <see cref="DtlsState.Connected"/>.</summary>
    SrtpKeysReady,
}

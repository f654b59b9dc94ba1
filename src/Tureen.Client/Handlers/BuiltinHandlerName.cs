namespace Tureen.Client;

/// <summary>The names of mediasoup-client's own handlers.</summary>
public enum BuiltinHandlerName
{
    /// <summary>Chromium from 111 on.</summary>
    Chrome111,

    /// <summary>Chromium from 74 on.</summary>
    Chrome74,

    /// <summary>Firefox from 120 on.</summary>
    Firefox120,

    /// <summary>Safari, and all browsers on iOS.</summary>
    Safari12,

    /// <summary>React Native.</summary>
    ReactNative106,
}

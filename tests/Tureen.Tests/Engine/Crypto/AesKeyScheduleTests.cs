using System.Runtime.Intrinsics;
using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

/// <summary>FIPS 197, appendix A.</summary>
public sealed unsafe class AesKeyScheduleTests
{
    [Theory]
    [InlineData("2b7e151628aed2a6abf7158809cf4f3c", 10, "d014f9a8c9ee2589e13f0cc8b6630ca6")]
    [InlineData("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", 14, "fe4890d1e6188d0b046df344706c631e")]
    public void The_last_round_key_is_that_of_the_standard(string key, int rounds, string expected)
    {
        Assert.SkipUnless(HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        Vector128<byte>* roundKeys = stackalloc Vector128<byte>[AesKeySchedule.MaxRoundKeys];

        Assert.Equal(rounds, AesKeySchedule.Expand(Convert.FromHexString(key), roundKeys));

        byte[] last = new byte[16];
        roundKeys[rounds].CopyTo(last);
        Assert.Equal(expected, Convert.ToHexStringLower(last));
    }
}

/* Prints N observation records, the same every time, in no order: 100 regions, 40 indicators, 60
 * months. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seed = 2026;

static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % n);
}

int main(int argc, char **argv)
{
    static const char *const heads[] = {"社会消费品", "限额以上批发业", "规模以上工业", "服务外包",
                                        "网络"};
    static const char *const tails[] = {"零售额", "销售额", "增加值",   "进口额",
                                        "出口额", "投资额", "利用外资", "利润总额"};
    static const char *const places[] = {"东", "南", "西", "北", "中",
                                         "新", "安", "平", "和", "兴"};
    long n = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    puts("region,indicator,period,measure,unit,value");
    for (long i = 0; i < n; i++) {
        unsigned region = below(100), indicator = below(40), month = below(60);
        printf("%s%s区,%s%s,%u-%02u,level,亿元,%u.%02u\n", places[region / 10], places[region % 10],
               heads[indicator / 8], tails[indicator % 8], 2016 + month / 12, month % 12 + 1,
               below(100000), below(100));
    }
    return ferror(stdout) || fclose(stdout) != 0;
}

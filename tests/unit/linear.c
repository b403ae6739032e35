/* What equations determine, by small systems whose answers are known. */
#include "unit.h"

#include "linear.h"

/* Adds the sum of these unknowns, some with a minus sign, as 1 + the number. */
static void add(struct linear *l, const int *terms, size_t n)
{
    size_t unknowns[8];
    int signs[8];
    for (size_t i = 0; i < n; i++) {
        unknowns[i] = (size_t)(terms[i] < 0 ? -terms[i] : terms[i]) - 1;
        signs[i] = terms[i] < 0 ? -1 : 1;
    }
    linear_add(l, unknowns, signs, n);
}

/* A row of three: any two of them tell the third, one tells nothing. */
static void row_of_three(void)
{
    struct linear *l = linear_new(3);
    add(l, (const int[]){1, 2, 3}, 3);
    for (size_t i = 0; i < 3; i++) {
        check(!linear_determined(l, i));
        check(!linear_determined_by(l, i, (i + 1) % 3));
        check(linear_determined_by_both(l, i, (i + 1) % 3, (i + 2) % 3));
    }
    add(l, (const int[]){2}, 1);
    check(linear_determined(l, 1));
    check(!linear_determined(l, 0));
    check(linear_determined_by(l, 0, 2));
    add(l, (const int[]){3}, 1);
    check(linear_determined(l, 0));
    linear_free(l);
}

/* a + b, b + c and c + a tell all three, though only with halves; with minus signs they do not. */
static void triangle(void)
{
    struct linear *l = linear_new(3);
    add(l, (const int[]){1, 2}, 2);
    add(l, (const int[]){2, 3}, 2);
    check(!linear_determined(l, 0));
    check(linear_determined_by(l, 0, 2));
    add(l, (const int[]){3, 1}, 2);
    check(linear_determined(l, 0) && linear_determined(l, 1) && linear_determined(l, 2));
    linear_free(l);
    l = linear_new(3);
    add(l, (const int[]){1, -2}, 2);
    add(l, (const int[]){2, -3}, 2);
    add(l, (const int[]){3, -1}, 2);
    check(!linear_determined(l, 0) && !linear_determined(l, 1) && !linear_determined(l, 2));
    linear_free(l);
}

/* Two unknowns that share nothing with a third do not tell it; one with a foreign part neither. */
static void strangers(void)
{
    struct linear *l = linear_new(6);
    add(l, (const int[]){1, -2, -3}, 3);
    add(l, (const int[]){4, -2, -5}, 3);
    check(!linear_determined_by_both(l, 0, 3, 1));
    check(!linear_determined_by_both(l, 0, 5, 1));
    check(linear_determined_by_both(l, 0, 1, 2));
    check(!linear_determined_by(l, 5, 0));
    linear_free(l);
}

int main(void)
{
    row_of_three();
    triangle();
    strangers();
    return unit_end();
}
